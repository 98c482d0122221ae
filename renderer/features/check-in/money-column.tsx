import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { Change } from '../../desk/change.tsx'
import { PaymentFields } from '../../desk/payment-fields.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import type { PaymentForm } from '../../desk/use-payment.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'

interface MoneyColumnProps {
  readonly booking: BookingDetail
  readonly paying: boolean
  readonly onPaying: (paying: boolean) => void
  readonly payment: PaymentForm
}

/** What the stay costs, what was paid, and a payment where the guest pays on arrival. */
export function MoneyColumn({ booking, paying, onPaying, payment }: MoneyColumnProps) {
  const t = useWords()
  const { amount, money } = useFormats()
  const paid = booking.folio
    .filter((line) => line.type === 'payment' || line.type === 'refund')
    .reduce((sum, line) => sum - line.amountMinor, 0)
  const toPay = booking.balanceMinor + booking.unpostedMinor
  return (
    <section className="check-in-column">
      <h3 className="check-in-heading">{t('checkIn.money')}</h3>
      <table className="ledger">
        <caption className="unseen">{t('checkIn.money')}</caption>
        <tbody>
          <tr>
            <th scope="row">{t('checkIn.stayAndCharges')}</th>
            <td className="figure">{amount(toPay + paid)}</td>
          </tr>
          <tr>
            <th scope="row">{t('checkIn.paid')}</th>
            <td className="figure">{amount(-paid)}</td>
          </tr>
        </tbody>
        <tfoot>
          <tr className="ledger-sum">
            <th scope="row">{t('checkIn.toPay')}</th>
            <td className="figure">{money(toPay)}</td>
          </tr>
        </tfoot>
      </table>
      {paying ? (
        <div className="check-in-payment">
          <PaymentFields
            draft={payment.draft}
            onChange={payment.setDraft}
            problems={payment.problems}
            autoFocus
          />
          <Change changeMinor={payment.changeMinor} />
          <Button size="small" onPress={() => onPaying(false)}>
            {t('checkIn.payLater')}
          </Button>
        </div>
      ) : (
        <Button onPress={() => onPaying(true)}>{t('checkIn.payNow')}</Button>
      )}
    </section>
  )
}
