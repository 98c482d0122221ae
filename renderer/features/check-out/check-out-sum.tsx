import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { FolioLines } from '../../desk/folio-lines.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'

interface CheckOutSumProps {
  readonly booking: BookingDetail
  readonly dueMinor: number
}

/** The bill as it will stand: what is posted, what check-out will still post, what that comes to. */
export function CheckOutSum({ booking, dueMinor }: CheckOutSumProps) {
  const t = useWords()
  const { amount, money } = useFormats()
  const stillToPost = dueMinor - booking.balanceMinor
  return (
    <section>
      <table className="ledger">
        <caption className="unseen">{t('folio.title')}</caption>
        <tbody>
          <FolioLines lines={booking.folio} />
          {stillToPost !== 0 && (
            <tr>
              <th scope="row" colSpan={2}>
                {t('folio.unposted')}
              </th>
              <td className="figure">{amount(stillToPost)}</td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr className="ledger-sum">
            <th scope="row" colSpan={2}>
              {t('checkOut.due')}
            </th>
            <td className="figure">{money(dueMinor)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  )
}
