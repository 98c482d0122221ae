import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { createTerminalDouble, type TerminalDouble } from '../../shared/testing/terminal-double.ts'
import { createBrowserHost, type BrowserHost } from './host.ts'

let assetsDir: string
let terminal: TerminalDouble
let host: BrowserHost

beforeEach(async () => {
  assetsDir = await mkdtemp(join(tmpdir(), 'front-desk-window-'))
  await writeFile(
    join(assetsDir, 'index.html'),
    '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><title>window</title>',
  )
  await writeFile(join(assetsDir, 'app.js'), 'document.title = "ran"')
  await writeFile(join(assetsDir, '.secret'), 'hidden')
  terminal = createTerminalDouble()
  host = await createBrowserHost({ terminal, assetsDir })
})

afterEach(async () => {
  await host.close()
  await rm(assetsDir, { recursive: true })
})

describe('who is let in', () => {
  test('a link lets one browser in, once, and leads to the window', async () => {
    const url = host.issueUrl()
    const opened = await get(url)
    expect(opened.status).toBe(303)
    expect(opened.headers['location']).toBe('/')
    const cookie = opened.headers['set-cookie']?.[0] ?? ''
    expect(cookie).toMatch(/^front-desk-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)

    expect((await get(`${host.url}/`, { cookie: cookieOf(opened) })).body).toContain('<title>window</title>')
    expect((await get(url)).status).toBe(403)
  })

  test('opening the used link again in the browser it let in leads back to the window', async () => {
    const url = host.issueUrl()
    const cookie = cookieOf(await get(url))
    expect((await get(url, { cookie })).status).toBe(303)
  })

  test('clicked on another page it lets in too, and goes on to the window by a step of its own', async () => {
    const opened = await get(host.issueUrl(), { 'sec-fetch-site': 'cross-site' })
    expect([opened.status, opened.headers['set-cookie']?.length]).toEqual([200, 1])
    expect(opened.body).toContain('content="0; url=/"')
  })

  test('a HEAD request does not use a link up', async () => {
    const url = host.issueUrl()
    expect((await get(url, {}, 'HEAD')).status).toBe(404)
    expect((await get(url)).status).toBe(303)
  })

  test('the window asks for a link when the browser has no cookie or a made-up one', async () => {
    expect((await get(`${host.url}/`)).status).toBe(403)
    expect((await get(`${host.url}/app.js`)).status).toBe(403)
    const made = `front-desk-${new URL(host.url).port}=${'A'.repeat(43)}`
    const refused = await get(`${host.url}/`, { cookie: made })
    expect(refused.status).toBe(403)
    expect(refused.body).toContain('pressing Enter there prints a fresh one')
  })

  test('a made-up, empty or repeated token is refused', async () => {
    for (const query of ['', '?token=', '?token=x', '?token=a&token=b', `?token=${'x'.repeat(5000)}`]) {
      expect((await get(`${host.url}/open${query}`)).status).toBe(403)
    }
  })

  test('only the newest links stay good', async () => {
    const first = host.issueUrl()
    const later = Array.from({ length: 8 }, () => host.issueUrl())
    expect((await get(first)).status).toBe(403)
    expect((await get(later[0] ?? '')).status).toBe(303)
  })
})

describe('where a request comes from', () => {
  test('a foreign name for this machine is refused, so that DNS rebinding gets nowhere', async () => {
    const cookie = await enter()
    for (const name of ['evil.example', 'localhost', '127.0.0.1', '127.0.0.1:1']) {
      expect((await get(`${host.url}/`, { cookie, host: name })).status).toBe(421)
    }
    expect((await get(host.issueUrl(), { host: 'evil.example' })).status).toBe(421)
  })

  test('another page is refused even with the cookie', async () => {
    const cookie = await enter()
    expect((await get(`${host.url}/app.js`, { cookie, origin: 'http://127.0.0.1:1' })).status).toBe(403)
    expect((await get(`${host.url}/app.js`, { cookie, origin: 'null' })).status).toBe(403)
    expect((await get(`${host.url}/app.js`, { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await get(`${host.url}/app.js`, { cookie, 'sec-fetch-site': 'same-site' })).status).toBe(403)
    expect(
      (await get(`${host.url}/app.js`, { cookie, 'sec-fetch-site': 'same-origin', origin: host.url })).status,
    ).toBe(200)
  })
})

describe('what is served', () => {
  test('the page gets a fresh nonce each time, and a policy without inline scripts', async () => {
    const cookie = await enter()
    const [one, two] = [await get(`${host.url}/`, { cookie }), await get(`${host.url}/`, { cookie })]
    const nonce = /nonce="([\w-]+)"/.exec(one.body)?.[1]
    expect(one.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`)
    expect(one.headers['content-security-policy']).toContain("script-src 'self';")
    expect(one.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(two.body).not.toBe(one.body)
  })

  test('every answer, refusals too, carries the protective headers', async () => {
    const cookie = await enter()
    for (const answer of [
      await get(`${host.url}/`, { cookie }),
      await get(`${host.url}/app.js`, { cookie }),
      await get(`${host.url}/nowhere`, { cookie }),
      await get(`${host.url}/`),
      await get(`${host.url}/`, { host: 'evil.example' }),
      await get(host.issueUrl()),
    ]) {
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      })
      expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    }
  })

  test('files outside the window and hidden files are not given out', async () => {
    const cookie = await enter()
    for (const path of ['/.secret', '/..%2f..%2fetc/passwd', '/%2e%2e/x', '/nowhere', '/open/x']) {
      expect([400, 403, 404]).toContain((await get(`${host.url}${path}`, { cookie })).status)
    }
    expect((await get(`${host.url}/app.js`, { cookie }, 'POST')).status).toBe(404)
  })
})

describe('the bridge', () => {
  test('a call reaches the terminal and its reply comes back under the same id', async () => {
    await using window = await connect({ cookie: await enter(), origin: host.url })
    window.send({ id: 7, name: 'session.current', input: {} })
    expect(await window.next()).toEqual({ id: 7, reply: { ok: true, value: { staff: null } } })
    window.send({ id: 8, name: 'session.signIn', input: { username: 'x', password: 'y' } })
    expect(await window.next()).toEqual({ id: 8, reply: { ok: false, error: { code: 'wrong_credentials' } } })
  })

  test('an unknown call, malformed input and a bug come back as typed errors, and the socket lives on', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    await using window = await connect({ cookie: await enter(), origin: host.url })
    for (const [name, input, code] of [
      ['no.such', {}, 'unknown_call'],
      ['toString', {}, 'unknown_call'],
      ['__proto__', {}, 'unknown_call'],
      ['session.signIn', { username: 1 }, 'invalid_input'],
      ['session.current', null, 'invalid_input'],
      ['terminal.syncNow', {}, 'internal'],
    ] as const) {
      window.send({ id: 1, name, input })
      expect(await window.next()).toMatchObject({ id: 1, reply: { ok: false, error: { code } } })
    }
    expect(terminal.asked.map(({ name }) => name)).not.toContain('__proto__')
    expect(log).toHaveBeenCalledTimes(1)
    log.mockRestore()
  })

  test('events reach every window, and none is kept for a window that left', async () => {
    const cookie = await enter()
    const one = await connect({ cookie, origin: host.url })
    await using two = await connect({ cookie, origin: host.url })
    terminal.tell('changed', { tables: ['stay'] })
    const event = { event: 'changed', data: { tables: ['stay'] } }
    expect(await one.next()).toEqual(event)
    expect(await two.next()).toEqual(event)

    const before = terminal.listeners()
    await one[Symbol.asyncDispose]()
    await expect.poll(() => terminal.listeners()).toBe(before / 2)
  })

  test('the socket needs the cookie and the window’s own origin', async () => {
    const cookie = await enter()
    expect(await refusal({ origin: host.url })).toBe(403)
    expect(await refusal({ cookie })).toBe(403)
    expect(await refusal({ cookie, origin: 'http://127.0.0.1:1' })).toBe(403)
    expect(await refusal({ cookie, origin: 'null' })).toBe(403)
    expect(await refusal({ cookie, origin: host.url, host: 'evil.example' })).toBe(421)
  })

  test('frames that are not ours end the socket: oversize, not JSON, no id, extra fields, binary', async () => {
    const cookie = await enter()
    const frames: [string | Buffer, number][] = [
      ['x'.repeat(70_000), 1009],
      ['{', 1008],
      ['[]', 1008],
      ['{"name":"session.current","input":{}}', 1008],
      ['{"id":1,"name":"session.current"}', 1008],
      ['{"id":1,"name":"session.current","input":{},"more":1}', 1008],
      ['{"id":-1,"name":"session.current","input":{}}', 1008],
      [Buffer.from('{"id":1,"name":"session.current","input":{}}'), 1008],
    ]
    for (const [frame, code] of frames) {
      const window = await connect({ cookie, origin: host.url })
      window.sendRaw(frame)
      expect(await window.closed).toBe(code)
    }
    expect(terminal.asked).toEqual([])
  })

  test('closing the host ends its windows', async () => {
    const window = await connect({ cookie: await enter(), origin: host.url })
    await host.close()
    expect(await window.closed).toBeGreaterThanOrEqual(1000)
    await expect.poll(() => terminal.listeners()).toBe(0)
  })
})

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A plain request: unlike fetch it sends any Host and follows no redirect. */
function get(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (body += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
      .on('error', reject)
      .end()
  })
}

function cookieOf(answer: Answer): string {
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}

async function enter(): Promise<string> {
  return cookieOf(await get(host.issueUrl()))
}

function socketTo(headers: Record<string, string>): WebSocket {
  return new WebSocket(`${host.url.replace('http', 'ws')}/bridge`, { headers })
}

function refusal(headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = socketTo(headers)
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0)
      socket.terminate()
    })
    socket.on('open', () => reject(new Error('let in')))
    socket.on('error', () => {})
  })
}

interface Window extends AsyncDisposable {
  readonly send: (frame: unknown) => void
  readonly sendRaw: (data: string | Buffer) => void
  readonly next: () => Promise<unknown>
  readonly closed: Promise<number>
}

async function connect(headers: Record<string, string>): Promise<Window> {
  const socket = socketTo(headers)
  const frames: unknown[] = []
  let wake = (): void => {}
  socket.on('message', (data: Buffer) => {
    frames.push(JSON.parse(data.toString()))
    wake()
  })
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject))
  return {
    send: (frame) => socket.send(JSON.stringify(frame)),
    sendRaw: (data) => socket.send(data),
    next: async () => {
      while (frames.length === 0) await new Promise<void>((resolve) => (wake = resolve))
      return frames.shift()
    },
    closed,
    [Symbol.asyncDispose]: async () => {
      socket.close()
      await closed
    },
  }
}
