import { useState } from 'react'
import type { BookingDetail, FolioLine } from '../../../shared/contract/calls/booking.ts'
import { FolioLines } from '../../desk/folio-lines.tsx'
import { useMay } from '../../desk/may.ts'
import { TakeBack } from '../../desk/take-back.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'

/** The ledger of the stay, oldest first, and what it comes to. */
export function Folio({ booking }: { readonly booking: BookingDetail }) {
  const t = useWords()
  const { amount, money } = useFormats()
  const may = useMay()
  const [takenBack, setTakenBack] = useState<FolioLine | null>(null)
  const { folio, balanceMinor, unpostedMinor } = booking
  return (
    <>
      <table className="ledger">
        <caption className="unseen">{t('folio.title')}</caption>
        <tbody>
          {folio.length === 0 && (
            <tr>
              <td className="faint" colSpan={3}>
                {t('folio.empty')}
              </td>
            </tr>
          )}
          <FolioLines lines={folio} onTakeBack={may('folio.takeBack') ? setTakenBack : undefined} />
        </tbody>
        <tfoot>
          <tr className="ledger-sum">
            <th scope="row" colSpan={2}>
              {t('folio.balance')}
            </th>
            <td className="figure">{money(balanceMinor)}</td>
          </tr>
          {unpostedMinor > 0 && (
            <>
              <tr>
                <th scope="row" colSpan={2}>
                  {t('folio.unposted')}
                </th>
                <td className="figure">{amount(unpostedMinor)}</td>
              </tr>
              <tr>
                <th scope="row" colSpan={2}>
                  {t('folio.wholeStay')}
                </th>
                <td className="figure">{amount(balanceMinor + unpostedMinor)}</td>
              </tr>
            </>
          )}
        </tfoot>
      </table>
      {takenBack && (
        <TakeBack bookingId={booking.bookingId} line={takenBack} onDone={() => setTakenBack(null)} />
      )}
    </>
  )
}
