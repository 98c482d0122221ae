import type { Duplicate } from '../../shared/contract/calls/guest.ts'
import { useWords } from '../language/use-words.ts'
import { GuestFlags } from './guest-flags.tsx'
import { useFormats } from './use-formats.ts'

/** Why somebody on record may be the person at hand, and when they were here. */
export function AlikeFacts({ guest }: { readonly guest: Duplicate }) {
  const t = useWords()
  const { day } = useFormats()
  const facts = [
    ...guest.likenesses.map((likeness) => t(`alike.${likeness}`)),
    ...(guest.lastStay === null ? [] : [t('alike.lastStay', { day: day(guest.lastStay, 'full') })]),
  ]
  return (
    <span className="alike-facts">
      <GuestFlags vip={guest.vip} blacklisted={guest.blacklisted} />
      <span className="soft">{facts.join(' · ')}</span>
    </span>
  )
}
