import { useState } from 'react'
import { MoneyField } from '../../desk/money-field.tsx'
import { useHotel } from '../../desk/use-hotel.ts'
import { useLocale } from '../../language/language.ts'
import { parseMoney } from '../../language/money.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { EnterForm } from '../../ui/enter-form.tsx'
import { TextField } from '../../ui/text-field.tsx'

/** What was agreed for each night that changes, and why. */
export interface Agreed {
  readonly rateMinor: number
  readonly reason: string
}

interface AgreedPriceProps {
  readonly isBusy: boolean
  readonly onAgree: (agreed: Agreed) => void
}

/** The price that a manager and the guest agreed on, in place of the one it was and the one it would be. */
export function AgreedPrice({ isBusy, onAgree }: AgreedPriceProps) {
  const t = useWords()
  const { currency } = useHotel()
  const locale = useLocale()
  const [rate, setRate] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const parsed = rate.trim() === '' ? null : parseMoney(rate, currency, locale)
  const why = reason.trim()
  const rateProblem =
    parsed?.ok === false
      ? t(`money.${parsed.error.code}`)
      : tried && parsed === null
        ? t('rack.strip.rateMissing')
        : undefined

  function finish() {
    setTried(true)
    if (parsed?.ok === true && why !== '') onAgree({ rateMinor: parsed.value, reason: why })
  }

  return (
    <EnterForm className="rack-strip-agreed" action={t('rack.strip.agree')} onEnter={finish}>
      <MoneyField label={t('rack.strip.rate')} text={rate} onText={setRate} problem={rateProblem} autoFocus />
      <TextField
        label={t('rack.strip.why')}
        value={reason}
        onChange={setReason}
        maxLength={200}
        problem={tried && why === '' ? t('rack.strip.whyMissing') : undefined}
      />
      <Button kind="primary" isBusy={isBusy} onPress={finish}>
        {t('rack.strip.agree')}
      </Button>
    </EnterForm>
  )
}
