import { Component, type ReactNode } from 'react';
import { NothingToShow, Tile } from './tile';

interface TileGuardProps {
  readonly name: string;
  readonly title: string;
  /** What happened, what is safe, what to do. */
  readonly text: string;
  readonly children: ReactNode;
}

/** A tile that fails to draw says so in its place; the rest of the page stays. It tries again after a while: the next frame may be fine. */
export class TileGuard extends Component<TileGuardProps, { readonly failed: boolean }> {
  override state = { failed: false };
  #again: ReturnType<typeof setTimeout> | null = null;

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(): void {
    this.#again ??= setTimeout(() => {
      this.#again = null;
      this.setState({ failed: false });
    }, RETRY_MS);
  }

  override componentWillUnmount(): void {
    if (this.#again !== null) clearTimeout(this.#again);
  }

  override render(): ReactNode {
    const { name, title, text, children } = this.props;
    if (!this.state.failed) return children;
    return (
      <Tile name={name} title={title}>
        <NothingToShow>{text}</NothingToShow>
      </Tile>
    );
  }
}

const RETRY_MS = 10_000;
