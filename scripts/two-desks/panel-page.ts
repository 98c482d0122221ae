/** The panel: for each desk what its line says, and what can be done to it. It asks every second how things are. */
export function panelPage(desks: readonly string[], faults: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Two desks</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem; display: flex; flex-wrap: wrap; gap: 2rem }
  section { border: 1px solid #8888; border-radius: 8px; padding: 1rem 1.5rem; width: 22rem }
  button, a { display: block; width: 100%; margin: .25rem 0; padding: .4rem; box-sizing: border-box; font: inherit; text-align: left }
  output { display: block; min-height: 3rem }
</style>
${desks.map(deskPart(faults)).join('\n')}
<script type="module">
  const outputs = [...document.querySelectorAll('output')]
  for (const button of document.querySelectorAll('button')) button.addEventListener('click', async () => {
    const { desk, what, fault } = button.dataset
    await fetch('/do', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ desk: Number(desk), do: what, ...(fault ? { fault } : {}) }),
    })
    await look()
  })
  async function look() {
    const desks = await (await fetch('/state')).json()
    desks.forEach(({ cut, held, state, pending, attention }, index) => {
      outputs[index].textContent = (cut ? 'The line is cut. ' : '') + 'It says: ' + state + '. ' + pending + ' to send, '
        + attention + ' to look at' + (held ? ', ' + held + ' held on the way' : '') + '.'
    })
  }
  setInterval(look, 1000)
  await look()
</script>
</html>
`
}

const deskPart =
  (faults: readonly string[]) =>
  (name: string, desk: number): string =>
    `<section aria-label="${name}">
  <h2>${name}</h2>
  <output aria-live="polite"></output>
  <a href="/open/${desk}" target="_blank">Open its window</a>
  <button data-desk="${desk}" data-what="cut">Cut the line</button>
  <button data-desk="${desk}" data-what="restore">Restore the line</button>
  <button data-desk="${desk}" data-what="cut_sockets">Break the channel of pokes</button>
  <button data-desk="${desk}" data-what="let_go">Let go what is held</button>
  <h3>The next commands are</h3>
  ${faults.map((fault) => `<button data-desk="${desk}" data-what="fault" data-fault="${fault}">${fault}</button>`).join('\n  ')}
</section>`
