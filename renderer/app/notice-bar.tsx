import { Check, CircleAlert, Undo2, X } from 'lucide-react'
import { useEffect } from 'react'
import { useNotices } from '../desk/notices.ts'
import { useUndo } from '../desk/use-undo.ts'
import { useWords } from '../language/use-words.ts'
import { Button } from '../ui/button.tsx'
import { useDesk } from './desk-store.ts'
import { useKeptFocus } from './use-kept-focus.ts'
import './notice-bar.css'

const shownMs = 10_000

/** What was just done, for ten seconds, with the way back. It takes neither the focus nor a click that was meant for a row. */
export function NoticeBar() {
  const t = useWords()
  const undo = useUndo()
  const { notice, dismiss } = useNotices()
  const undoBookingId = notice?.undoBookingId
  useKeptFocus(useDesk((desk) => desk.job))

  useEffect(() => {
    if (!notice) return undefined
    const timer = setTimeout(dismiss, shownMs)
    return () => clearTimeout(timer)
  }, [notice, dismiss])

  return (
    <output className="notice-place">
      {notice && (
        <div className={`notice-bar notice-bar-${notice.tone ?? 'good'}`} key={notice.id}>
          {notice.tone === 'bad' ? <CircleAlert aria-hidden="true" /> : <Check aria-hidden="true" />}
          <span>{notice.text}</span>
          {undoBookingId !== undefined && (
            <Button
              kind="quiet"
              size="small"
              preventFocusOnPress
              icon={<Undo2 />}
              onPress={() => {
                dismiss()
                void undo(undoBookingId)
              }}
            >
              {t('action.undo')}
            </Button>
          )}
          <Button
            kind="quiet"
            size="small"
            preventFocusOnPress
            name={t('action.dismiss')}
            icon={<X />}
            onPress={dismiss}
          />
        </div>
      )}
    </output>
  )
}
