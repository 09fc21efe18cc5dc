\set line random(1, :lines)
SELECT post(:line, 12345, gen_random_uuid());
