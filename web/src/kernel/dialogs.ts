// Dialogs are rare: their code is fetched when the first one opens.
import type { DialogSettings } from './DialogHost'
import { late } from './late'

const host = late(() => import('./DialogHost'), (file) => file.DialogHost)

/** Where dialogs appear. */
export const Dialogs = host.Late

/** Opens a dialog. Its content gets the way to close it. */
export function openDialog(settings: DialogSettings): Promise<void> {
  return host.use((file) => file.show(settings))
}
