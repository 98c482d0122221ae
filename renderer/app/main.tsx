// first, so that a component's own style wins over the base
import '../styles/tokens.css'
import '../styles/base.css'
import '../ui/popover.css'
import '../ui/menu.css'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { ClientProvider, createClient } from '../bridge/client.tsx'
import { openWindowBridge } from '../bridge/window-bridge.ts'
import { followTheme } from '../ui/theme.ts'
import { App } from './app.tsx'
import { ErrorBoundary } from './error-boundary.tsx'

// the page's policy allows no code made from text, which zod would otherwise try
z.config({ jitless: true })
followTheme(document.documentElement)

const root = document.querySelector('#root')
if (!root) throw new Error('the page has no #root')
createRoot(root).render(
  <ErrorBoundary>
    <ClientProvider client={createClient(openWindowBridge())}>
      <App />
    </ClientProvider>
  </ErrorBoundary>,
)
