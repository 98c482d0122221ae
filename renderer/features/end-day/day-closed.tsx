import { hintOf } from '../../desk/keys.ts'
import { useFinishKey } from '../../desk/use-finish-key.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'

export interface ClosedDay {
  /** The day that is open now. */
  readonly businessDate: string
  readonly nights: number
  readonly nightsMinor: number
  readonly noShows: number
  readonly kept: number
}

/** What came of ending the day. */
export function DayClosed({ closed, onDone }: { readonly closed: ClosedDay; readonly onDone: () => void }) {
  const t = useWords()
  const { day, money } = useFormats()
  useFinishKey(onDone)
  return (
    <Dialog
      title={t('day.title')}
      closeLabel={t('action.close')}
      onClose={onDone}
      footer={
        <>
          <span className="dialog-foot-note" />
          <Button kind="primary" size="large" {...hintOf('finish')} autoFocus onPress={onDone}>
            {t('day.goOn')}
          </Button>
        </>
      }
    >
      <NoticeBox tone="good" announce title={t('day.closed', { day: day(closed.businessDate, 'full') })}>
        <ul>
          <li>{t('day.closedNights', { count: closed.nights, amount: money(closed.nightsMinor) })}</li>
          <li>{t('day.closedNoShows', { count: closed.noShows })}</li>
          <li>{t('day.closedKept', { count: closed.kept })}</li>
        </ul>
      </NoticeBox>
    </Dialog>
  )
}
