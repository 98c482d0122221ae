import { Download, Printer } from 'lucide-react'
import { useMemo } from 'react'
import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { useCall } from '../../bridge/use-call.ts'
import { BookingDialog } from '../../desk/booking-dialog.tsx'
import { hintOf } from '../../desk/keys.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { saveFile } from '../../desk/save-file.ts'
import { StayTitle } from '../../desk/stay-title.tsx'
import { useFinishKey } from '../../desk/use-finish-key.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { bytesOfBase64 } from './bytes-of-base64.ts'
import { PrintSheet } from './print-sheet.tsx'
import { usePdfPages } from './use-pdf-pages.ts'
import './bill.css'

interface BillDialogProps {
  readonly bookingId: string
  readonly onDone: () => void
}

/** The bill as it will leave the printer, to look at, print or keep. */
export function BillDialog({ bookingId, onDone }: BillDialogProps) {
  const t = useWords()
  return (
    <BookingDialog bookingId={bookingId} title={t('job.bill')} onClose={onDone}>
      {(booking) => <Bill booking={booking} onDone={onDone} />}
    </BookingDialog>
  )
}

function Bill({ booking, onDone }: { readonly booking: BookingDetail; readonly onDone: () => void }) {
  const t = useWords()
  const { value: bill, error } = useCall('document.bill', { bookingId: booking.bookingId })
  const bytes = useMemo(() => (bill ? bytesOfBase64(bill.base64) : null), [bill])
  const pages = usePdfPages(bytes)
  const ready = pages.state === 'drawn'
  const print = () => ready && window.print()

  useFinishKey(print)

  return (
    <Dialog
      width="wide"
      title={<StayTitle task={t('job.bill')} booking={booking} />}
      closeLabel={t('action.close')}
      onClose={onDone}
      footer={
        <>
          <span className="dialog-foot-note" />
          <Button
            icon={<Download />}
            isDisabled={!bill}
            onPress={() => bill && bytes && saveFile(bill.fileName, bill.mediaType, bytes)}
          >
            {t('bill.save')}
          </Button>
          <Button
            kind="primary"
            icon={<Printer />}
            {...hintOf('finish')}
            isDisabled={!ready}
            onPress={print}
            autoFocus
          >
            {t('bill.print')}
          </Button>
        </>
      }
    >
      <Refusal error={error} />
      {!error && pages.state === 'drawing' && <p className="faint">{t('bill.drawing')}</p>}
      {pages.state === 'failed' && <NoticeBox tone="warn">{t('bill.failed')}</NoticeBox>}
      {pages.state === 'drawn' && (
        <>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- pages longer than the screen are scrolled by keyboard */}
          <ol className="bill-pages" tabIndex={0} aria-label={t('job.bill')}>
            {pages.urls.map((url, index) => (
              <li key={url}>
                <img
                  className="bill-page"
                  src={url}
                  alt={t('bill.page', { page: index + 1, pages: pages.urls.length })}
                />
              </li>
            ))}
          </ol>
          <PrintSheet urls={pages.urls} />
        </>
      )}
    </Dialog>
  )
}
