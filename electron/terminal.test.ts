import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DirectoryInUseError } from './store/hold-directory.ts'
import { EnrolmentError, openTerminal } from './terminal.ts'

/** Nobody listens there. */
const server = { url: 'http://127.0.0.1:9', anonKey: 'none' }
let dataDir: string

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'front-desk-terminal-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

describe('a terminal that nobody has enrolled', () => {
  test('opens without a server, says so, and lets nobody in', async () => {
    const terminal = await openTerminal({ dataDir, server })
    expect(await terminal.call('terminal.status', {})).toMatchObject({
      ok: true,
      value: {
        enrolled: false,
        ready: false,
        businessDate: null,
        line: { state: 'not_enrolled', pending: 0 },
      },
    })
    expect(await terminal.call('session.signIn', { username: 'ada', password: 'secret' })).toEqual({
      ok: false,
      error: { code: 'not_enrolled' },
    })
    expect(await terminal.call('desk.today', {})).toEqual({ ok: false, error: { code: 'not_signed_in' } })
    expect(await terminal.call('session.current', {})).toEqual({ ok: true, value: { staff: null } })
    await terminal.close()
  })

  test('says when there is no server to enrol with', async () => {
    const terminal = await openTerminal({ dataDir, server })
    expect(await terminal.call('terminal.enrol', { code: 'ABCD', terminalName: 'Desk' })).toEqual({
      ok: false,
      error: { code: 'offline', data: { reason: 'unreachable' } },
    })
    await terminal.close()
  })

  test('does not open when it was to be enrolled and was not, and leaves nothing held', async () => {
    const enrol = { code: 'ABCD', terminalName: 'Desk' }
    await expect(openTerminal({ dataDir, server, enrol })).rejects.toThrow(EnrolmentError)
    const terminal = await openTerminal({ dataDir, server })
    await terminal.close()
  })
})

describe('the data directory', () => {
  test('is one terminal’s at a time, and the second is told whose', async () => {
    const terminal = await openTerminal({ dataDir, server })
    await expect(openTerminal({ dataDir, server })).rejects.toThrow(DirectoryInUseError)
    await expect(openTerminal({ dataDir, server })).rejects.toThrow(`process ${process.pid}`)
    await terminal.close()
    await (await openTerminal({ dataDir, server })).close()
  })

  test('keeps the key of its secrets from everybody else', async () => {
    await (await openTerminal({ dataDir, server })).close()
    expect(statSync(join(dataDir, 'device.key')).mode & 0o777).toBe(0o600)
  })
})

describe('closing', () => {
  test('may be asked for twice, and answers no call after it', async () => {
    const terminal = await openTerminal({ dataDir, server })
    await Promise.all([terminal.close(), terminal.close()])
    await expect(terminal.call('terminal.status', {})).rejects.toThrow('closed')
  })

  test('waits for a call that is under way', async () => {
    const terminal = await openTerminal({ dataDir, server })
    const enrolling = terminal.call('terminal.enrol', { code: 'ABCD', terminalName: 'Desk' })
    await terminal.close()
    expect(await enrolling).toMatchObject({ ok: false })
  })
})
