import { apiBase, appRoutes } from '@jembatan/shared/app.protocol';
import type { Route } from '@jembatan/shared/contract/route';
import type { Router } from 'express';
import { asyncApiDocument, openApiDocument } from './openapi.ts';

/** Serves the generated documents and a readable page of them. */
export function mountApiDocs(router: Router): void {
  const open = JSON.stringify(openApiDocument());
  const asynchronous = JSON.stringify(asyncApiDocument());
  const page = readablePage();
  router.get('/openapi.json', (_req, res) => void res.type('json').send(open));
  router.get('/asyncapi.json', (_req, res) => void res.type('json').send(asynchronous));
  router.get('/docs', (_req, res) => void res.type('html').send(page));
}

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** For programmers, in English like the documents themselves. */
function readablePage(): string {
  const rows = Object.values<Route>(appRoutes).map(
    (route) =>
      `<tr><td><code>${route.method}</code><td><code>${apiBase}${escapeHtml(route.path)}</code><td>${escapeHtml(route.summary)}`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Jembatan API</title>
<h1>Jembatan API</h1><p>Machine-readable: <a href="openapi.json">OpenAPI 3.1</a>, <a href="asyncapi.json">AsyncAPI 3</a>.</p>
<table><thead><tr><th>Method<th>Path<th>What it does<tbody>${rows.join('')}</table></html>`;
}
