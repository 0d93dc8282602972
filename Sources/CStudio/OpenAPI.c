#include "CStudio.h"

static const unsigned char openapi_json[] = {
#embed "openapi.json"
};

CStudioFile CStudioDescription(void) {
  return (CStudioFile){"openapi.json", openapi_json, sizeof openapi_json};
}
