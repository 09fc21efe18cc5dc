// The REST peer of bench/posting: POST /realisasi {line, amount, key} -> one transaction in PostgreSQL, as a backend of
// this kind does it: BEGIN, the statements, COMMIT, prepared, over a pool. Prints its port.
import Fastify from 'fastify';
import pg from 'pg';

const pool = new pg.Pool({ host: process.argv[2], user: process.argv[3], database: 'postgres', max: 16 });
const app = Fastify({ logger: false });

const schema = {
  body: {
    type: 'object',
    required: ['line', 'amount', 'key'],
    properties: {
      line: { type: 'integer', minimum: 1 },
      amount: { type: 'integer', minimum: 1 },
      key: { type: 'string', format: 'uuid' },
    },
  },
};

app.post('/realisasi', { schema }, async (request, reply) => {
  const { line, amount, key } = request.body;
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const known = await client.query(
      { name: 'known', text: 'SELECT journal FROM idempotency WHERE key = $1', values: [key] });
    let number = known.rows[0]?.journal;
    if (number === undefined) {
      const left = await client.query({
        name: 'line',
        text: 'UPDATE line SET realisasi = realisasi + $2 WHERE id = $1 AND pagu - realisasi >= $2 RETURNING pagu, realisasi',
        values: [line, amount],
      });
      if (left.rowCount === 0) {
        await client.query('ROLLBACK');
        return reply.code(409).send({ error: 'pagu exceeded' });
      }
      // Journal and idempotency record in one statement: fewer round trips flatter it.
      const made = await client.query({
        name: 'journal',
        text: 'WITH made AS (INSERT INTO journal (line, amount) VALUES ($1, $2) RETURNING id) '
          + 'INSERT INTO idempotency SELECT $3, id FROM made RETURNING journal',
        values: [line, amount, key],
      });
      number = made.rows[0].journal;
    }
    await client.query('COMMIT');
    return { number };
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
});

console.log(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
