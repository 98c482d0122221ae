import { CalendarCheck, ChevronLeft, ChevronRight } from 'lucide-react'
import { Toolbar } from 'react-aria-components'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { Segments } from '../../ui/segments.tsx'
import { zooms, type Zoom } from './rack-view.ts'

interface RackToolbarProps {
  readonly zoom: Zoom
  readonly onZoom: (zoom: Zoom) => void
  readonly day: string
  readonly onDay: (day: string) => void
  readonly onStep: (screens: number) => void
  readonly onToday: () => void
}

/** Which days, and how many of them. */
export function RackToolbar({ zoom, onZoom, day, onDay, onStep, onToday }: RackToolbarProps) {
  const t = useWords()
  return (
    <Toolbar className="rack-toolbar" aria-label={t('rack.toolbar')}>
      <Segments
        label={t('rack.zoom')}
        chosen={String(zoom)}
        choices={zooms.map((days) => ({ value: String(days), label: t('rack.zoomDays', { days }) }))}
        onChoose={(chosen) => zooms.filter((days) => String(days) === chosen).forEach(onZoom)}
      />
      <Button name={t('rack.earlier')} icon={<ChevronLeft />} onPress={() => onStep(-1)} />
      <Button icon={<CalendarCheck />} onPress={onToday}>
        {t('rack.today')}
      </Button>
      <Button name={t('rack.later')} icon={<ChevronRight />} onPress={() => onStep(1)} />
      <div className="rack-go-to">
        <DateField label={t('rack.goTo')} value={day} onChange={onDay} />
      </div>
    </Toolbar>
  )
}
