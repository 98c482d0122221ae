import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { protocol, type Session } from 'electron'
import {
  contentSecurityPolicy,
  noncePlaceholder,
  windowHeaders,
} from '../../shared/contract/window-policy.ts'
import { isWindowUrl, windowScheme } from './origin.ts'

/** Makes the window's scheme one of the web's own: with an origin, fetch and a content security policy. Before ready. */
export function registerWindowScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: windowScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built window, and no other file. */
export function serveWindowFiles(session: Session, assetsDir: string): void {
  session.protocol.handle(windowScheme, async (request) => {
    const file = fileFor(request, assetsDir)
    const type = file === null ? undefined : mediaTypes[extname(file)]
    if (file === null || type === undefined) return answer(null, 404, 'text/plain', '')
    const content = await readFile(file).catch(() => null)
    if (content === null) return answer(null, 404, 'text/plain', '')
    const nonce = randomBytes(16).toString('base64url')
    const body = extname(file) === '.html' ? content.toString().replaceAll(noncePlaceholder, nonce) : content
    return answer(body, 200, type, nonce)
  })
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

function fileFor(request: Request, assetsDir: string): string | null {
  if (request.method !== 'GET' || !isWindowUrl(request.url)) return null
  const path = decodePath(new URL(request.url).pathname)
  if (path === null || path.includes('\0')) return null
  const file = join(assetsDir, path === '/' ? 'index.html' : path)
  return file.startsWith(assetsDir + sep) ? file : null
}

function decodePath(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}

function answer(
  body: string | Buffer<ArrayBuffer> | null,
  status: number,
  type: string,
  nonce: string,
): Response {
  return new Response(body, {
    status,
    headers: {
      ...windowHeaders,
      'content-type': type,
      'content-security-policy': contentSecurityPolicy(nonce),
    },
  })
}
