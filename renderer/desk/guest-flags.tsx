import { ClockAlert, Crown, ShieldAlert } from 'lucide-react'
import { useWords } from '../language/use-words.ts'
import { Pill } from '../ui/mark.tsx'

interface GuestFlagsProps {
  readonly vip: boolean
  readonly blacklisted: boolean
  readonly overdue?: boolean
}

/** What a clerk has to know of a guest before the first word. Where there is no room for words, the icons remain. */
export function GuestFlags({ vip, blacklisted, overdue = false }: GuestFlagsProps) {
  const t = useWords()
  return (
    <>
      {vip && (
        <Pill tone="accent">
          <Crown aria-hidden="true" />
          <span className="pill-word">{t('flag.vip')}</span>
        </Pill>
      )}
      {blacklisted && (
        <Pill tone="bad">
          <ShieldAlert aria-hidden="true" />
          <span className="pill-word">{t('flag.blacklisted')}</span>
        </Pill>
      )}
      {overdue && (
        <Pill tone="bad">
          <ClockAlert aria-hidden="true" />
          <span className="pill-word">{t('flag.overdue')}</span>
        </Pill>
      )}
    </>
  )
}
