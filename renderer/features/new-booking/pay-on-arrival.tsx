import { Change } from '../../desk/change.tsx'
import { PaymentFields } from '../../desk/payment-fields.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import type { NewBooking } from './use-new-booking.ts'

interface PayOnArrivalProps {
  readonly form: NewBooking
  readonly totalMinor: number
}

/** A walk-in usually pays at once; the money is taken in the same step as the check-in. */
export function PayOnArrival({ form, totalMinor }: PayOnArrivalProps) {
  const t = useWords()
  const { amount } = useFormats()
  const { payment } = form
  if (!form.paying) {
    return (
      <Button
        onPress={() => {
          payment.setDraft({ ...payment.draft, amount: amount(totalMinor) })
          form.setPaying(true)
        }}
      >
        {t('checkIn.payNow')}
      </Button>
    )
  }
  return (
    <div className="new-payment">
      <PaymentFields
        draft={payment.draft}
        onChange={payment.setDraft}
        problems={payment.problems}
        offers={[
          { label: t('payment.offerStay', { amount: amount(totalMinor) }), value: amount(totalMinor) },
        ]}
        autoFocus
      />
      <Change changeMinor={payment.changeMinor} />
      <Button size="small" onPress={() => form.setPaying(false)}>
        {t('checkIn.payLater')}
      </Button>
    </div>
  )
}
