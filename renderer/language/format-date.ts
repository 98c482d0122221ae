const formats = new Map<string, Intl.DateTimeFormat>()

function formatFor(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, options)
  formats.set(key, made)
  return made
}

const dayLengths = {
  /** Sat, 13 Aug 2016 */
  full: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  /** Sat 13 Aug */
  weekday: { weekday: 'short', day: 'numeric', month: 'short' },
  /** 13 Aug */
  short: { day: 'numeric', month: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

/** A day of the hotel's calendar, as the language writes it in short. */
export function formatDay(locale: string, day: string, length: keyof typeof dayLengths = 'weekday'): string {
  return formatFor(locale, { ...dayLengths[length], timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
}

/** From one day to another, as short as the language allows: 13 – 16 Aug. */
export function formatDays(locale: string, from: string, to: string): string {
  const format = formatFor(locale, { ...dayLengths.short, timeZone: 'UTC' })
  return format.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`))
}

/** A moment as the hotel's own clock showed it. */
export function formatMoment(locale: string, instant: string, timeZone: string): string {
  const options = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone } as const
  return formatFor(locale, options).format(new Date(instant))
}

/** Only the time of a moment, for things of the last hours. */
export function formatTime(locale: string, instant: string, timeZone: string): string {
  return formatFor(locale, { hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(instant))
}

/** A moment on a clock on the hotel's wall, in an order that sorts: 2026-08-13 06:30. */
export function wallTime(ms: number, timeZone: string): string {
  const options = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  } as const
  return formatFor('sv-SE', { ...options, timeZone }).format(ms)
}
