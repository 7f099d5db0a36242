// A game engine's module: verbs, URLs and headers by setters.
#include "HttpModule.h"

void FMetadata::Fetch() {
  auto Request = FHttpModule::Get().CreateRequest();
  Request->SetURL(TEXT("http://169.254.169.254/latest/meta-data/instance-id"));
  Request->SetVerb(TEXT("GET"));
  Request->OnProcessRequestComplete().BindRaw(this, &FMetadata::OnDone);
  Request->ProcessRequest(); // expect: request.v1_get v1 breaks
}

void FMetadata::FetchWith(const FString &Token) {
  auto Request = FHttpModule::Get().CreateRequest();
  Request->SetURL(TEXT("http://169.254.169.254/latest/meta-data/ami-id"));
  Request->SetVerb(TEXT("GET"));
  Request->SetHeader(TEXT("X-aws-ec2-metadata-token"), Token);
  Request->ProcessRequest(); // expect: request.v2_get v2 survives
}
