import { Menu, type MenuItemConstructorOptions } from 'electron'

/** What every desktop program has: edit keys, zoom, quit. The desk's own actions are in the window. */
export function setMenu({ developer }: { readonly developer: boolean }): void {
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    ...(developer ? ([{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }] as const) : []),
  ]
  const program: MenuItemConstructorOptions =
    process.platform === 'darwin' ? { role: 'appMenu' } : { role: 'fileMenu', submenu: [{ role: 'quit' }] }
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([program, { role: 'editMenu' }, { label: 'View', submenu: view }]),
  )
}
