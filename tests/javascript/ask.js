// Asks a SPARQL service what stands in standard input: { query, source, update?, token? }. Writes what it answers.
import { readFileSync } from 'node:fs';
import { QueryEngine } from '@comunica/query-sparql';

const FORMATS = {
  bindings: 'application/sparql-results+json',
  boolean: 'application/sparql-results+json',
  quads: 'application/n-triples',
};
const { query, source, update, token } = JSON.parse(readFileSync(0, 'utf8'));

const authorized = (input, init = {}) => {
  const headers = new Headers(init.headers);
  headers.set('Authorization', `Bearer ${token}`);
  return fetch(input, { ...init, headers });
};

const engine = new QueryEngine();
const answer = await engine.query(query, {
  sources: [{ type: 'sparql', value: source }],
  ...(update && { destination: { type: 'sparql', value: update } }),
  ...(token && { fetch: authorized }),
});
if (answer.resultType === 'void') {
  await answer.execute();
} else {
  const { data } = await engine.resultToString(answer, FORMATS[answer.resultType]);
  data.pipe(process.stdout);
}
