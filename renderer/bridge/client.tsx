import { createContext, use, useSyncExternalStore, type ReactNode } from 'react'
import type { LineStatus } from '../../shared/contract/calls/terminal.ts'
import { createReads, type Reads } from './reads.ts'
import type { WindowBridge } from './window-bridge.ts'

/** This window's end of the bridge: the terminal, the answers on screen, and the line as last heard. */
export interface Client {
  readonly bridge: WindowBridge
  readonly reads: Reads
  readonly line: () => LineStatus | null
  readonly onLine: (listener: () => void) => () => void
}

export function createClient(bridge: WindowBridge): Client {
  const reads = createReads(bridge)
  const lineListeners = new Set<() => void>()
  let line: LineStatus | null = null
  let lostTouch = false

  bridge.on('changed', () => reads.expire())
  bridge.on('session', () => reads.expire())
  bridge.on('line', (status) => {
    line = status
    for (const listener of lineListeners) listener()
    reads.expire(['terminal.status', 'terminal.commands'])
  })
  bridge.onConnection((connected) => {
    // what changed while out of touch was not heard
    if (connected && lostTouch) reads.expire()
    lostTouch = !connected
  })

  return {
    bridge,
    reads,
    line: () => line,
    onLine(listener) {
      lineListeners.add(listener)
      return () => lineListeners.delete(listener)
    },
  }
}

const ClientContext = createContext<Client | null>(null)

export function ClientProvider({
  client,
  children,
}: {
  readonly client: Client
  readonly children: ReactNode
}) {
  return <ClientContext value={client}>{children}</ClientContext>
}

export function useClient(): Client {
  const client = use(ClientContext)
  if (!client) throw new Error('no ClientProvider above this component')
  return client
}

/** Is the terminal in reach of this window? */
export function useConnected(): boolean {
  const { bridge } = useClient()
  return useSyncExternalStore(bridge.onConnection, bridge.isConnected)
}
