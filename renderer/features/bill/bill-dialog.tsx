import { Download, Printer } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { documentLanguages, type DocumentLanguage } from '../../../shared/domain/guest/document-language.ts'
import { useCall } from '../../bridge/use-call.ts'
import { BookingDialog } from '../../desk/booking-dialog.tsx'
import { hintOf } from '../../desk/keys.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { saveFile } from '../../desk/save-file.ts'
import { StayTitle } from '../../desk/stay-title.tsx'
import { useFinishKey } from '../../desk/use-finish-key.ts'
import { useLocale } from '../../language/language.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { Select } from '../../ui/select.tsx'
import { useLast } from '../../ui/use-last.ts'
import { bytesOfBase64 } from './bytes-of-base64.ts'
import { PrintSheet } from './print-sheet.tsx'
import { usePdfPages } from './use-pdf-pages.ts'
import './bill.css'

/** What is printed for a guest. */
type PaperName = 'bill' | 'confirmation' | 'registration'

interface BillDialogProps {
  readonly paper: PaperName
  readonly bookingId: string
  readonly onDone: () => void
}

/** The bill, the confirmation or the registration card as it will leave the printer, in the guest's language: to look at, print or keep. */
export function BillDialog({ paper, bookingId, onDone }: BillDialogProps) {
  const t = useWords()
  return (
    <BookingDialog bookingId={bookingId} title={t(`job.${paper}`)} onClose={onDone}>
      {(booking) => <Paper paper={paper} booking={booking} onDone={onDone} />}
    </BookingDialog>
  )
}

interface PaperProps {
  readonly paper: PaperName
  readonly booking: BookingDetail
  readonly onDone: () => void
}

function Paper({ paper, booking, onDone }: PaperProps) {
  const t = useWords()
  /** The clerk's choice; the guest's own language without one. */
  const [chosen, setChosen] = useState<DocumentLanguage | null>(null)
  const { bookingId } = booking
  const { value: bill, error } = useCall(
    `document.${paper}`,
    chosen === null ? { bookingId } : { bookingId, language: chosen },
  )
  const language = useLast(bill?.language)
  const bytes = useMemo(() => (bill ? bytesOfBase64(bill.base64) : null), [bill])
  const pages = usePdfPages(bytes)
  const ready = pages.state === 'drawn'
  const print = () => ready && window.print()

  useFinishKey(print)

  return (
    <Dialog
      width="wide"
      title={<StayTitle task={t(`job.${paper}`)} booking={booking} />}
      closeLabel={t('action.close')}
      onClose={onDone}
      footer={
        <>
          <span className="dialog-foot-note bill-language">
            {language && <LanguageChoice value={language} onChange={setChosen} />}
          </span>
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
          <ol className="bill-pages" tabIndex={0} aria-label={t(`job.${paper}`)}>
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

interface LanguageChoiceProps {
  readonly value: DocumentLanguage
  readonly onChange: (language: DocumentLanguage) => void
}

function LanguageChoice({ value, onChange }: LanguageChoiceProps) {
  const t = useWords()
  const names = new Intl.DisplayNames([useLocale()], { type: 'language' })
  return (
    <Select
      label={t('bill.language')}
      value={value}
      choices={documentLanguages.map((language) => ({
        value: language,
        label: names.of(language) ?? language,
      }))}
      onChange={onChange}
    />
  )
}
