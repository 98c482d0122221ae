import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { LineStatus } from '../../shared/contract/calls/terminal.ts'
import { openStore } from '../store/open.ts'
import { startSyncHost } from './host.ts'
import type { Sync } from './sync.ts'
import { startHotelServer, type HotelServer } from './testing/hotel-server.ts'

let server: HotelServer
let folder: string
const closers: (() => Promise<void> | void)[] = []

beforeAll(async () => {
  server = await startHotelServer()
})
afterAll(() => server.stop())
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

async function startHost(
  fetch?: typeof globalThis.fetch,
): Promise<{ sync: Sync; states: LineStatus['state'][] }> {
  folder = mkdtempSync(join(tmpdir(), 'front-desk-host-'))
  closers.push(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'terminal.db')
  const db = openStore({ file })
  closers.push(() => void db.close())
  const states: LineStatus['state'][] = []
  const sync = await startSyncHost({
    file,
    url: server.url,
    anonKey: server.anonKey,
    ...(fetch === undefined ? {} : { fetch }),
    onChanged: () => undefined,
    onLine: (status) => states.push(status.state),
    onLog: () => undefined,
  })
  closers.push(() => sync.close())
  return { sync, states }
}

test('the engine enrols and mirrors in its thread, making requests by the fetch it was given', async () => {
  const urls: string[] = []
  const { sync, states } = await startHost((input, init) => {
    urls.push(String(input instanceof Request ? input.url : input))
    return fetch(input, init)
  })
  expect(sync.status().state).toBe('not_enrolled')
  expect(await sync.enrol(await server.enrolCode(), 'Front desk')).toMatchObject({
    ok: true,
    value: { series: 'A' },
  })
  await expect.poll(() => states.at(-1), { timeout: 20_000 }).toBe('ok')
  expect(urls.some((url) => url.includes('sync_enrol'))).toBe(true)
  await expect.poll(() => urls.some((url) => url.includes('sync_pull')), { timeout: 20_000 }).toBe(true)
})

test('without a fetch of its own the thread makes its requests itself', async () => {
  const { sync, states } = await startHost()
  expect(await sync.enrol(await server.enrolCode(), 'Front desk')).toMatchObject({ ok: true })
  await expect.poll(() => states.at(-1), { timeout: 20_000 }).toBe('ok')
})

test('practising an outage cuts the line and lets it back', async () => {
  const { sync, states } = await startHost()
  await sync.enrol(await server.enrolCode(), 'Front desk')
  await expect.poll(() => states.at(-1), { timeout: 20_000 }).toBe('ok')
  expect(await sync.practise(true)).toMatchObject({ state: 'offline', practising: true })
  expect(await sync.signInStaff('maria@frontdesk.example', 'maria-demo-2024')).toEqual({
    ok: false,
    error: { code: 'offline' },
  })
  await sync.practise(false)
  await expect.poll(() => states.at(-1), { timeout: 20_000 }).toBe('ok')
})

test('staff are known by the server, and their session is thrown away', async () => {
  const { sync } = await startHost()
  const maria = await sync.signInStaff('maria@frontdesk.example', 'maria-demo-2024')
  expect(maria).toMatchObject({
    ok: true,
    value: { userId: server.actorId, username: 'maria', role: 'front_desk' },
  })
  expect(await sync.signInStaff('maria@frontdesk.example', 'wrong')).toEqual({
    ok: false,
    error: { code: 'wrong_credentials' },
  })
  expect(await sync.signInStaff('nobody@frontdesk.example', 'wrong')).toEqual({
    ok: false,
    error: { code: 'wrong_credentials' },
  })
  await expect
    .poll(() => server.column(`select count(*)::int from auth.sessions where user_id = '${server.actorId}'`))
    .toEqual([0])
})

test('a device that asks with a wrong code is refused in so many words', async () => {
  const { sync } = await startHost()
  expect(await sync.enrol('AAAAA-AAAAA', 'Front desk')).toEqual({
    ok: false,
    error: { code: 'refused', failure: 'enrolment_code_refused' },
  })
})
