import { useCall } from '../../bridge/use-call.ts'
import { useWords } from '../../language/use-words.ts'
import { NoticeBox } from '../../ui/notice-box.tsx'

interface SurelyYoursProps {
  readonly arrival: string
  readonly departure: string
  /** Of this type; of all when none is chosen. */
  readonly roomTypeId: string | null
}

/** While the line is down: how many rooms the clerk can still promise. */
export function SurelyYours({ arrival, departure, roomTypeId }: SurelyYoursProps) {
  const t = useWords()
  const { value } = useCall('lease.left', { arrival, departure })
  if (value === undefined || !value.offline) return null
  const count = value.types
    .filter((type) => roomTypeId === null || type.roomTypeId === roomTypeId)
    .reduce((sum, { rooms }) => sum + rooms, 0)
  return (
    <NoticeBox tone={count > 0 ? 'accent' : 'warn'} title={t('lease.ours', { count })}>
      {t('lease.beyond')}
    </NoticeBox>
  )
}
