import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components'
import './field.css'

export interface TextFieldProps extends Omit<
  AriaTextFieldProps,
  'className' | 'style' | 'children' | 'isInvalid'
> {
  readonly label: string
  /** What is wrong with what was typed; shown beside it. */
  readonly problem?: string | undefined
  readonly help?: string | undefined
  readonly placeholder?: string
  readonly lines?: number
  readonly size?: 'normal' | 'large'
}

export function TextField({
  label,
  problem,
  help,
  placeholder = '',
  lines,
  size = 'normal',
  ...rest
}: TextFieldProps) {
  return (
    <AriaTextField {...rest} isInvalid={problem !== undefined} validationBehavior="aria" className="field">
      <Label className="field-label">{label}</Label>
      {lines === undefined ? (
        <Input className={`field-input field-input-${size}`} placeholder={placeholder} />
      ) : (
        <TextArea className="field-input" rows={lines} placeholder={placeholder} />
      )}
      {help !== undefined && problem === undefined && (
        <Text slot="description" className="field-help">
          {help}
        </Text>
      )}
      <FieldError className="field-problem">{problem}</FieldError>
    </AriaTextField>
  )
}
