import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSoakServer, type SoakServer } from '../soak/server.ts'
import { openTwoDesks, type TwoDesks } from './open-desks.ts'

let server: SoakServer
let dataDir: string
let two: TwoDesks

beforeAll(async () => {
  server = await startSoakServer()
  dataDir = mkdtempSync(join(tmpdir(), 'front-desk-two-desks-'))
  writeFileSync(join(dataDir, 'index.html'), '<!doctype html><html><head></head><body>window</body></html>')
  two = await openTwoDesks({ server, dataDir, assetsDir: dataDir })
})
afterAll(async () => {
  await two.close()
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

const order = (body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(`${two.panelUrl}/do`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

async function states(): Promise<unknown> {
  return await (await fetch(`${two.panelUrl}/state`)).json()
}

test('the panel shows both desks, and opens their windows', async () => {
  const page = await (await fetch(two.panelUrl)).text()
  expect(page).toContain('Desk 1')
  expect(page).toContain('Desk 2')
  const opened = await fetch(`${two.panelUrl}/open/1`, { redirect: 'manual' })
  expect([opened.status, opened.headers.get('location')]).toEqual([
    302,
    expect.stringContaining('/open?token='),
  ])
})

test('a line is cut and restored by the panel, and the other desk does not notice', async () => {
  await expect.poll(states, { timeout: 60_000 }).toMatchObject([{ state: 'ok' }, { state: 'ok' }])
  expect((await order({ desk: 0, do: 'cut' })).status).toBe(204)
  await two.desks[0]?.terminal.call('terminal.syncNow', {})
  await expect.poll(states, { timeout: 60_000 }).toMatchObject([
    { cut: true, state: 'offline' },
    { cut: false, state: 'ok' },
  ])
  await order({ desk: 0, do: 'restore' })
  await two.desks[0]?.terminal.call('terminal.syncNow', {})
  await expect.poll(states, { timeout: 60_000 }).toMatchObject([{ cut: false, state: 'ok' }, { state: 'ok' }])
})

test('the panel obeys its own page alone, and nothing that makes no sense', async () => {
  expect((await order({ desk: 0, do: 'cut' }, { origin: 'http://elsewhere.example' })).status).toBe(403)
  expect((await order({ desk: 7, do: 'cut' })).status).toBe(400)
  expect((await order({ desk: 0, do: 'burn' })).status).toBe(400)
})
