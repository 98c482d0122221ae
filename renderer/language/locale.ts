/** The languages the window speaks. Each has a complete catalogue. */
export const languages = ['en', 'pt'] as const

export type Language = (typeof languages)[number]

const usualLocales = { en: 'en-GB', pt: 'pt-PT' } as const satisfies Record<Language, string>

export function isLanguage(text: string | null | undefined): text is Language {
  return languages.some((language) => language === text)
}

/** The first of the person's preferred languages that the window speaks. */
export function preferredLanguage(preferred: readonly string[]): Language {
  return preferred.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en'
}

/** How dates and numbers are written: the person's own region where it is of the chosen language. */
export function localeFor(language: Language, preferred: readonly string[]): string {
  const regional = preferred.find((tag) => tag.startsWith(`${language}-`) && isLocale(tag))
  return regional ?? usualLocales[language]
}

/** Chromium on a machine without a locale prefers `en-US@posix`, which Intl throws at. */
function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
