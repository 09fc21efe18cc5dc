-- The ledger's post in PostgreSQL's best form: one PL/pgSQL call. It has no audit record, no change feed, no history of
-- balances and no hash chain, and asks nobody who calls: all of that flatters it.
CREATE TABLE line (
    id bigint PRIMARY KEY,
    pagu bigint NOT NULL,
    realisasi bigint NOT NULL DEFAULT 0,
    CHECK (realisasi <= pagu)
) WITH (fillfactor = 50);
CREATE TABLE journal (
    id bigserial PRIMARY KEY,
    line bigint NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE idempotency (key uuid PRIMARY KEY, journal bigint NOT NULL);

CREATE FUNCTION post(a_line bigint, a_amount bigint, a_key uuid) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    number bigint;
BEGIN
    SELECT journal INTO number FROM idempotency WHERE key = a_key;
    IF FOUND THEN
        RETURN number;
    END IF;
    UPDATE line SET realisasi = realisasi + a_amount WHERE id = a_line AND pagu - realisasi >= a_amount;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'pagu exceeded';
    END IF;
    INSERT INTO journal (line, amount) VALUES (a_line, a_amount) RETURNING id INTO number;
    INSERT INTO idempotency VALUES (a_key, number);
    RETURN number;
END $$;
