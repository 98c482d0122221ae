import { join } from 'node:path'
import { createBrowserHost } from '../../electron/browser/host.ts'
import { openTerminal } from '../../electron/terminal.ts'
import { startFaultProxy } from '../testing/fault-proxy.ts'
import { startPanel, type LinedDesk } from './panel.ts'

export interface TwoDesksOptions {
  readonly server: {
    readonly url: string
    readonly anonKey: string
    readonly enrolCode: () => Promise<string>
  }
  /** A folder for both terminals' data. */
  readonly dataDir: string
  /** The built window. */
  readonly assetsDir: string
}

export interface TwoDesks {
  readonly desks: readonly LinedDesk[]
  readonly panelUrl: string
  readonly close: () => Promise<void>
}

/** Two terminals of one hotel, each on a line of its own that can be made to fail, and the panel for it. */
export async function openTwoDesks({ server, dataDir, assetsDir }: TwoDesksOptions): Promise<TwoDesks> {
  await using opened = new AsyncDisposableStack()
  const desks: LinedDesk[] = []
  for (const number of [1, 2]) {
    const name = `Desk ${number}`
    const proxy = await startFaultProxy(server.url)
    opened.defer(() => proxy.close())
    const terminal = await openTerminal({
      dataDir: join(dataDir, `desk-${number}`),
      server: { url: proxy.url, anonKey: server.anonKey },
      enrol: { code: await server.enrolCode(), terminalName: name },
    })
    opened.defer(() => terminal.close())
    const host = await createBrowserHost({ terminal, assetsDir })
    opened.defer(() => host.close())
    desks.push({ name, terminal, proxy, issueUrl: host.issueUrl })
  }
  const panel = await startPanel(desks)
  opened.defer(() => panel.close())
  const all = opened.move()
  return { desks, panelUrl: panel.url, close: () => all.disposeAsync() }
}
