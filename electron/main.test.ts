import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { buildDesktop, buildWindow } from '../scripts/build.ts'
import type { Bridge } from '../shared/contract/terminal.ts'
import { createElectronDouble } from './shell/testing/electron-double.ts'

let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'front-desk-program-'))
}, 120_000)

afterAll(async () => {
  vi.doUnmock('electron')
  vi.unstubAllEnvs()
  await rm(dataDir, { recursive: true })
})

/** The program as it is packed: its built main module, preload script and sync worker, and the real terminal. */
test('the built program opens its window on the real terminal, answers it without a line, and closes', async () => {
  await buildWindow(() => {})
  const dist = await buildDesktop(() => {})
  vi.stubEnv('FRONT_DESK_DATA', dataDir)
  // nobody answers there
  vi.stubEnv('FRONT_DESK_SERVER_URL', 'http://127.0.0.1:9')
  vi.stubEnv('FRONT_DESK_ANON_KEY', 'key')
  const electron = createElectronDouble({ userData: dataDir })
  vi.doMock('electron', () => electron.module)

  await import(pathToFileURL(join(dist, 'main.js')).href)
  electron.becomeReady()
  await vi.waitFor(() => expect(electron.windows[0]?.visible).toBe(true), { timeout: 30_000 })
  expect(electron.errorBoxes).toEqual([])

  const exposed = electron.windows[0]?.webContents.renderer?.mainWorld.get('frontDesk')
  const page = z.custom<Bridge>((value) => typeof value === 'object' && value !== null).parse(exposed)
  expect(await page.call('terminal.status', {})).toMatchObject({
    ok: true,
    value: { enrolled: false, line: { state: 'not_enrolled' } },
  })
  expect(await page.call('desk.today', {})).toMatchObject({ ok: false, error: { code: 'not_signed_in' } })

  electron.module.app.quit()
  expect(await electron.exited).toBe(0)
}, 120_000)
