import { useWords } from '../language/use-words.ts'
import { Switch } from '../ui/switch.tsx'
import { useFormats } from './use-formats.ts'

interface FeeSwitchProps {
  readonly feeMinor: number
  readonly isCharged: boolean
  readonly onCharged: (isCharged: boolean) => void
}

/** The fee that the policy of a booking asks for: charged, or let off. */
export function FeeSwitch({ feeMinor, isCharged, onCharged }: FeeSwitchProps) {
  const t = useWords()
  const { money } = useFormats()
  if (feeMinor === 0) return <p className="faint">{t('change.noFee')}</p>
  return (
    <Switch isSelected={isCharged} onChange={onCharged}>
      {t('change.chargeFee', { amount: money(feeMinor) })}
    </Switch>
  )
}
