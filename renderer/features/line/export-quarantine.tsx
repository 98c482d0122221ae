import { Download } from 'lucide-react'
import { useAction } from '../../bridge/use-action.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { saveFile } from '../../desk/save-file.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'

/** Work that the line will not carry, as a file for whoever can bring it to the server another way. */
export function ExportQuarantine({ count }: { readonly count: number }) {
  const t = useWords()
  const asked = useAction('terminal.exportQuarantine')

  async function keep(): Promise<void> {
    const file = await asked.run({})
    if (file !== undefined) saveFile(file.fileName, file.mediaType, new TextEncoder().encode(file.text))
  }

  return (
    <>
      <p>{t('line.quarantined', { count })}</p>
      <Refusal error={asked.error} />
      <Button size="small" icon={<Download />} isBusy={asked.running} onPress={() => void keep()}>
        {t('line.export')}
      </Button>
    </>
  )
}
