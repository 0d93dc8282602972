#include "CStudio.h"

// #embed is C23.
static const unsigned char index_html[] = {
#embed "page/index.html"
};

static const CStudioFile files[] = {
    {"index.html", index_html, sizeof index_html},
};

const CStudioFile *CStudioFiles(void) { return files; }
size_t CStudioFileCount(void) { return sizeof files / sizeof files[0]; }
