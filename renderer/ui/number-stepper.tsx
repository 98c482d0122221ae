import { Minus, Plus } from 'lucide-react'
import {
  Button as AriaButton,
  Group,
  Input,
  Label,
  NumberField,
  type NumberFieldProps,
} from 'react-aria-components'
import './number-stepper.css'
import './field.css'

interface NumberStepperProps extends Omit<NumberFieldProps, 'className' | 'style' | 'children'> {
  readonly label: string
}

/** A small whole number: typed, or stepped with the arrows. */
export function NumberStepper({ label, ...rest }: NumberStepperProps) {
  return (
    <NumberField {...rest} formatOptions={{ maximumFractionDigits: 0, useGrouping: false }} className="field">
      <Label className="field-label">{label}</Label>
      <Group className="field-group">
        <AriaButton slot="decrement" className="stepper-button">
          <Minus aria-hidden="true" />
        </AriaButton>
        <Input className="field-input stepper-input" />
        <AriaButton slot="increment" className="stepper-button">
          <Plus aria-hidden="true" />
        </AriaButton>
      </Group>
    </NumberField>
  )
}
