import { useCallback } from 'react'
import type { CallOutput } from '../../../shared/contract/index.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'

type GroupLine = CallOutput<'group.list'>['groups'][number]

/** What is to be done about a group next, and by when, as a sentence; null when nothing is. */
export function useGroupNeed(): (group: GroupLine) => string | null {
  const t = useWords()
  const { day } = useFormats()
  return useCallback(
    ({ need, unnamed, withoutRoom }) => {
      if (need === null) return null
      const count = need.what === 'rooms' ? withoutRoom : unnamed
      return t(`groups.need.${need.what}`, { day: day(need.on), count })
    },
    [t, day],
  )
}
