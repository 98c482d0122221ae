import { create } from 'zustand'
import { isLanguage, localeFor, preferredLanguage, type Language } from './locale.ts'

interface LanguageState {
  readonly language: Language
  readonly choose: (language: Language) => void
}

const storageKey = 'front-desk.language'

/** The language of this window, remembered on this machine. */
export const useLanguage = create<LanguageState>()((set) => ({
  language: rememberedLanguage(),
  choose: (language) => {
    localStorage.setItem(storageKey, language)
    set({ language })
  },
}))

export function useLocale(): string {
  return localeFor(
    useLanguage((state) => state.language),
    navigator.languages,
  )
}

function rememberedLanguage(): Language {
  const remembered = localStorage.getItem(storageKey)
  return isLanguage(remembered) ? remembered : preferredLanguage(navigator.languages)
}
