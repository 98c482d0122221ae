import { create } from 'zustand'

export const themes = ['system', 'light', 'dark'] as const

export type Theme = (typeof themes)[number]

interface ThemeState {
  readonly theme: Theme
  readonly choose: (theme: Theme) => void
}

const storageKey = 'front-desk.theme'

export function isTheme(text: string | null): text is Theme {
  return themes.some((theme) => theme === text)
}

/** Light or dark, remembered on this machine; the system's choice until one is made. */
export const useTheme = create<ThemeState>()((set) => ({
  theme: rememberedTheme(),
  choose: (theme) => {
    localStorage.setItem(storageKey, theme)
    set({ theme })
  },
}))

/** Puts the chosen theme on the page, now and whenever it changes. */
export function followTheme(page: HTMLElement): void {
  const show = ({ theme }: ThemeState) => page.setAttribute('data-theme', theme)
  show(useTheme.getState())
  useTheme.subscribe(show)
}

function rememberedTheme(): Theme {
  const remembered = localStorage.getItem(storageKey)
  return isTheme(remembered) ? remembered : 'system'
}
