import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { LineStatus } from '../../shared/contract/calls/terminal.ts'
import { openStore } from '../store/open.ts'
import { startSyncHost, type SyncHostOptions } from './host.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'front-desk-host-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function options(file: string, logs: string[], states: LineStatus['state'][] = []): SyncHostOptions {
  return {
    file,
    url: 'http://127.0.0.1:9',
    anonKey: 'nobody',
    onChanged: () => undefined,
    onLine: (status) => states.push(status.state),
    onLog: (line) => logs.push(line),
  }
}

test('a thread that cannot even begin is said so, and not tried again', async () => {
  const logs: string[] = []
  await expect(startSyncHost(options(join(folder, 'missing.db'), logs))).rejects.toThrow('database')
  expect(logs).toEqual([expect.stringContaining('the thread broke down')])
})

test('when the thread breaks down the desk is without a line, and has one again later', async () => {
  const file = join(folder, 'terminal.db')
  const db = openStore({ file })
  const states: LineStatus['state'][] = []
  const sync = await startSyncHost(options(file, [], states))
  // the engine cannot write down who it is, nor anything else
  db.exec('drop table sync_state')
  const answer = await sync.enrol('AAAAA-AAAAA', 'Desk')
  expect(answer).toEqual({ ok: false, error: { code: 'unreachable' } })
  await expect.poll(() => states.at(-1), { timeout: 10_000 }).toBe('offline')
  expect(await sync.signInStaff('maria@hotel.example', 'secret')).toEqual({
    ok: false,
    error: { code: 'offline' },
  })

  expect(await sync.practise(true)).toMatchObject({ practising: true })
  db.exec(
    'create table sync_state (key text not null primary key, value text not null) strict, without rowid',
  )
  await expect.poll(() => states.at(-1), { timeout: 20_000 }).toBe('not_enrolled')
  // an outage that is practised goes on
  await expect.poll(() => sync.status().practising, { timeout: 10_000 }).toBe(true)
  await sync.close()
  db.close()
})
