export declare const packagesFit: (root: string) => boolean;
