import type { Bridge } from '../../shared/contract/terminal.ts'
import { createSocketBridge } from './socket-bridge.ts'

/** The terminal as this window reaches it, and whether it is in reach at all (not to be taken for the hotel's line). */
export interface WindowBridge extends Bridge {
  readonly isConnected: () => boolean
  readonly onConnection: (listener: (connected: boolean) => void) => () => void
}

declare global {
  interface Window {
    /** Put there by the desktop shell's preload script; absent in a browser. */
    readonly frontDesk?: Bridge
  }
}

/** The way to the terminal: the desktop shell's bridge where there is one, else the host's socket. */
export function openWindowBridge(): WindowBridge {
  if (window.frontDesk) return alwaysConnected(window.frontDesk)
  const { protocol, host } = window.location
  const url = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/bridge`
  return createSocketBridge(() => new WebSocket(url))
}

function alwaysConnected(bridge: Bridge): WindowBridge {
  return { call: bridge.call, on: bridge.on, isConnected: () => true, onConnection: () => () => {} }
}
