import type { CallError } from '../../shared/contract/errors.ts'
import { violations, type Violation } from '../../shared/contract/violation.ts'
import { useWords } from '../language/use-words.ts'
import { useFormats } from './use-formats.ts'

/** A rule of sale that a stay breaks, as a sentence. */
export function useRuleWords(): (violation: Violation) => string {
  const t = useWords()
  const { day } = useFormats()
  return (violation) => t(`rule.${violation.rule}`, { day: day(violation.day), count: violation.nights ?? 0 })
}

/** The rules that a refusal names. */
export function violationsOf(error: Pick<CallError, 'data'> | undefined | null): readonly Violation[] {
  const found = violations.safeParse(error?.data?.['violations'])
  return found.success ? found.data : []
}

/** Why a manager is asked, a sentence each; empty when a manager's word would not help. */
export function useMattersWords(): (error: CallError | undefined | null) => readonly string[] {
  const t = useWords()
  const rule = useRuleWords()
  return (error) => {
    if (!error) return []
    if (error.code === 'restricted') return violationsOf(error).map(rule)
    if (error.code === 'no_room_of_type') return [t('approval.overbooking')]
    if (error.code !== 'approval_needed') return []
    return mattersOf(error).map((matter) => t(`approval.${matter}`))
  }
}

const matters = [
  'overbooking',
  'restriction',
  'price',
  'blacklist',
  'fee',
  'deposit',
  'charge',
  'role',
] as const

function mattersOf({ data }: CallError) {
  const what: unknown = data?.['what']
  return matters.filter((matter) => Array.isArray(what) && what.includes(matter))
}
