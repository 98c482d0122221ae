import { createServer, type Server } from 'node:http'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../scripts/testing/browser.ts'
import { createTerminalDouble } from '../../shared/testing/terminal-double.ts'
import { createBrowserHost, type BrowserHost } from './host.ts'

let browser: Browser
let folder: string
let host: BrowserHost
let stranger: Server
let strangerUrl: string

const terminal = createTerminalDouble()

const page = `<!doctype html>
<meta property="csp-nonce" nonce="__CSP_NONCE__">
<title>window</title>
<script>document.title = 'an inline script ran'</script>
<body style="color: rgb(1, 2, 3)" onload="document.title = 'an inline handler ran'">
<script type="module" src="/app.js"></script>`

const script = `
const style = document.createElement('style')
style.nonce = document.querySelector('meta').nonce
style.textContent = 'body { background: rgb(4, 5, 6) }'
document.head.append(style)
const socket = new WebSocket('ws://' + location.host + '/bridge')
socket.onopen = () => socket.send(JSON.stringify({ id: 1, name: 'session.current', input: {} }))
socket.onmessage = ({ data }) => document.body.append(data)`

beforeAll(async () => {
  browser = await launchBrowser()
  folder = await mkdtemp(join(tmpdir(), 'front-desk-host-'))
  await writeFile(join(folder, 'index.html'), page)
  await writeFile(join(folder, 'app.js'), script)
  host = await createBrowserHost({ terminal, assetsDir: folder })

  stranger = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end('stranger'),
  )
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
  const address = stranger.address()
  strangerUrl = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : ''
})

afterAll(async () => {
  await browser.close()
  await host.close()
  await new Promise((resolve) => stranger.close(resolve))
  await rm(folder, { recursive: true })
})

test('the link opens the window, which talks to the terminal, and a reload finds it again', async () => {
  const context = await browser.newContext()
  const window = await context.newPage()
  await window.goto(host.issueUrl())
  await window.getByText('{"id":1,"reply":{"ok":true,"value":{"staff":null}}}').waitFor()
  expect(window.url()).toBe(`${host.url}/`)
  await window.reload()
  await window.getByText('"staff":null').waitFor()
  expect(await window.evaluate(() => document.cookie)).toBe('')
  await context.close()
})

test('the link may be clicked on any other page', async () => {
  for (const from of [strangerUrl, strangerUrl.replace('127.0.0.1', 'localhost')]) {
    const context = await browser.newContext()
    const window = await context.newPage()
    await window.goto(from)
    await window.evaluate((url) => location.assign(url), host.issueUrl())
    await window.getByText('"staff":null').waitFor()
    expect(window.url()).toBe(`${host.url}/`)
    await context.close()
  }
})

test('the page’s policy lets its own script run and the widget library’s style in, and nothing inline', async () => {
  const context = await browser.newContext()
  const window = await context.newPage()
  const refusals: string[] = []
  window.on('console', (message) => refusals.push(message.text()))
  await window.goto(host.issueUrl())
  await window.getByText('"staff":null').waitFor()
  expect(await window.title()).toBe('window')
  const { color, background } = await window.evaluate(() => {
    const style = getComputedStyle(document.body)
    return { color: style.color, background: style.backgroundColor }
  })
  expect(background).toBe('rgb(4, 5, 6)')
  expect(color).not.toBe('rgb(1, 2, 3)')
  expect(refusals.filter((text) => text.includes('Content Security Policy')).length).toBeGreaterThanOrEqual(3)
  const reached = await window.evaluate(
    (url) =>
      fetch(url).then(
        () => true,
        () => false,
      ),
    strangerUrl,
  )
  expect(reached).toBe(false)
  await context.close()
})

test('another page in the same browser cannot open the bridge, read a file or frame the window', async () => {
  const context = await browser.newContext()
  const window = await context.newPage()
  await window.goto(host.issueUrl())
  await window.getByText('"staff":null').waitFor()

  const other = await context.newPage()
  await other.goto(strangerUrl)
  const socket = await other.evaluate(
    (url) =>
      new Promise((resolve) => {
        const attempt = new WebSocket(url)
        attempt.addEventListener('open', () => resolve('open'))
        attempt.addEventListener('error', () => resolve('refused'))
      }),
    `${host.url.replace('http', 'ws')}/bridge`,
  )
  expect(socket).toBe('refused')
  const file = await other.evaluate(
    (url) =>
      fetch(url, { credentials: 'include', mode: 'no-cors' }).then(
        ({ status }) => status,
        () => 'refused',
      ),
    `${host.url}/app.js`,
  )
  expect(file).toBe('refused')
  const isReadable = await other.evaluate(
    (url) =>
      new Promise<boolean>((resolve) => {
        const frame = document.createElement('iframe')
        // a document of another origin is null from here
        frame.addEventListener('load', () => resolve(frame.contentDocument !== null))
        frame.src = url
        document.body.append(frame)
      }),
    `${host.url}/`,
  )
  expect(isReadable).toBe(false)
  expect(other.frames().some((each) => each.url() === `${host.url}/`)).toBe(false)
  await context.close()
})

test('a browser that was not let in is told what to do', async () => {
  const context = await browser.newContext()
  const window = await context.newPage()
  const answer = await window.goto(host.url)
  expect(answer?.status()).toBe(403)
  await window.getByText('pressing Enter there prints a fresh one').waitFor()
  await context.close()
})
