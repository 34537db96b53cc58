import { Dialog } from '../../parts/dialog';
import { useWords } from '../../parts/words';
import type { LayoutEditor } from './use-layout-editor';

interface UnsavedDialogProps {
  readonly editor: LayoutEditor;
  /** Goes where the person wanted to go. */
  readonly onLeave: () => void;
  readonly onStay: () => void;
}

/** Whoever leaves with something unsaved decides what becomes of it. */
export function UnsavedDialog({ editor, onLeave, onStay }: UnsavedDialogProps) {
  const words = useWords();
  return (
    <Dialog title={words.t('layouts.unsaved.title')} width="narrow" onClose={onStay}>
      <div className="dialog-content">
        <p>{words.t('layouts.unsaved.text')}</p>
      </div>
      <div className="dialog-foot">
        <button type="button" className="button" onClick={onStay}>
          {words.t('layouts.unsaved.stay')}
        </button>
        <button type="button" className="button" onClick={() => void editor.discard().then(onLeave)}>
          {words.t('layouts.unsaved.discard')}
        </button>
        <button
          type="button"
          className="button button-primary"
          autoFocus
          onClick={() => void editor.save().then((kept) => (kept ? onLeave() : onStay()))}
        >
          {words.t('layouts.save')}
        </button>
      </div>
    </Dialog>
  );
}
