/** The same posts in PostgreSQL, found by its own full text search. */
import { MongoClient } from 'mongodb';
import type { Postgres } from '../support/postgres.ts';

/** What is looked for: words that are all there, a phrase, or a beginning of a word. */
export type Shape = 'words' | 'phrase' | 'beginning';

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const copied = (text: string) =>
  text.replace(
    /[\\\t\n\r]/g,
    (sign) => ({ '\t': '\\t', '\n': '\\n', '\r': '\\r' })[sign] ?? '\\\\',
  );

/** Takes over all posts of the hub's database. */
export async function fillFullText(postgres: Postgres, mongoUrl: string): Promise<void> {
  await postgres.run(
    `CREATE UNLOGGED TABLE posts (id text PRIMARY KEY, space text NOT NULL, created timestamptz NOT NULL,
       body text NOT NULL,
       words tsvector GENERATED ALWAYS AS (to_tsvector('simple', body)) STORED)`,
  );
  const mongo = await new MongoClient(mongoUrl).connect();
  const posts = mongo.db().collection('posts');
  async function* lines() {
    for await (const { _id, spaceId, createdAt, body } of posts.find())
      yield `${[_id, spaceId, createdAt.toISOString(), copied(body)].join('\t')}\n`;
  }
  await postgres.copy('posts (id, space, created, body)', lines());
  await mongo.close();
  await postgres.run('CREATE INDEX ON posts USING gin (words)');
  await postgres.run('CREATE INDEX ON posts (space, created DESC)');
  await postgres.run('VACUUM ANALYZE posts');
}

function questionOf(text: string, shape: Shape): string {
  if (shape === 'phrase') return `phraseto_tsquery('simple', ${quoted(text.replaceAll('"', ''))})`;
  if (shape === 'words') return `plainto_tsquery('simple', ${quoted(text)})`;
  return `to_tsquery('simple', ${quoted(text.replace('*', ':*'))})`;
}

/** What the hub answers: how many there are up to 1,000; of the newest 500 the twenty that fit best, with snippets. */
export function fullTextQuery(
  text: string,
  { shape, spaceIds }: { shape: Shape; spaceIds: readonly string[] },
): string {
  const spaces = `space = ANY (ARRAY[${spaceIds.map(quoted).join(', ')}])`;
  return `WITH q AS (SELECT ${questionOf(text, shape)} AS q),
      found AS (SELECT id, created, body, words FROM posts, q WHERE words @@ q.q AND ${spaces}
        ORDER BY created DESC LIMIT 1001),
      best AS (SELECT id, created, body, ts_rank(words, q.q) AS rank
        FROM (SELECT * FROM found LIMIT 500) newest, q ORDER BY rank DESC, created DESC LIMIT 20)
    SELECT id, created, ts_headline('simple', body, q.q), (SELECT count(*) FROM found)
      FROM best, q`.replaceAll(/\s+/g, ' ');
}
