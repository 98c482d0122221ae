import { useAction } from '../bridge/use-action.ts'
import { bindings, hintOf, keyNames, type KeyName } from '../desk/keys.ts'
import type { FoundAction } from '../features/find/match-actions.ts'
import type { MessageKey } from '../language/catalogue.ts'
import { useLanguage } from '../language/language.ts'
import { isLanguage, languages } from '../language/locale.ts'
import { useWords } from '../language/use-words.ts'
import { isTheme, themes, useTheme } from '../ui/theme.ts'
import { useAct } from './use-act.ts'

/** Everything that the desk does by key, and what is a clerk's to choose, to be found by its words. */
export function useFoundActions(): {
  readonly actions: readonly FoundAction[]
  readonly act: (id: string, bookingId: string | null) => void
} {
  const t = useWords()
  const { mayAct, act } = useAct()
  const signOut = useAction('session.signOut')
  const chooseTheme = useTheme((state) => state.choose)
  const chooseLanguage = useLanguage((state) => state.choose)

  const ofKeys = keyNames.filter((name) => isFindable(name) && (name === 'lock' || mayAct(name)))
  const actions = [
    ...ofKeys.map((name) => ({
      id: name,
      label: t(bindings[name].label),
      also: wordsFor[name] === undefined ? '' : t(wordsFor[name]),
      keys: hintOf(name).hint,
      needsStay: bindings[name].scope === 'booking',
    })),
    ...themes.map((theme) =>
      choice(theme, t('find.theme', { theme: t(`theme.${theme}`) }), t('find.also.theme')),
    ),
    ...languages.map((language) =>
      choice(language, t('find.language', { language: nameOf(language) }), t('find.also.language')),
    ),
  ]

  return {
    actions,
    act: (id, bookingId) => {
      if (isTheme(id)) chooseTheme(id)
      else if (isLanguage(id)) chooseLanguage(id)
      else if (id === 'lock') void signOut.run({})
      else ofKeys.filter((name) => name === id).forEach((name) => act(name, bookingId))
    },
  }
}

function choice(id: string, label: string, also: string): FoundAction {
  return { id, label, also, keys: '', needsStay: false }
}

/** A language is called as those call it who speak it: they are who looks for it. */
function nameOf(language: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
}

function isFindable(name: KeyName): boolean {
  const { scope } = bindings[name]
  return (scope === 'desk' || scope === 'booking') && name !== 'find' && name !== 'leave'
}

const wordsFor: Partial<Record<KeyName, MessageKey>> = {
  walkIn: 'find.also.walkIn',
  newBooking: 'find.also.newBooking',
  endDay: 'find.also.endDay',
  handover: 'find.also.handover',
  notesPage: 'find.also.notesPage',
  rack: 'find.also.rack',
  rooms: 'find.also.rooms',
  lock: 'find.also.lock',
  keys: 'find.also.keys',
  payment: 'find.also.payment',
  charge: 'find.also.charge',
  bill: 'find.also.bill',
  dates: 'find.also.dates',
  moveRoom: 'find.also.moveRoom',
  undo: 'find.also.undo',
}
